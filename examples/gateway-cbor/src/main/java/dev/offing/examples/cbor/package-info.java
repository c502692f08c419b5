/** A protocol of one's own: what the server says and hears, in CBOR (RFC 8949) over TCP. */
@NullMarked
package dev.offing.examples.cbor;

import org.jspecify.annotations.NullMarked;
