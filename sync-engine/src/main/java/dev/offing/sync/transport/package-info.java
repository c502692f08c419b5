/**
 * The wire: how frames reach a server. The only package that knows the network library.
 *
 * <p>Stable.
 */
@NullMarked
package dev.offing.sync.transport;

import org.jspecify.annotations.NullMarked;
