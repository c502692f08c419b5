/**
 * The server stub: one process that holds the books, with a real Redis beside it. This package
 * reads the configuration, wires the packages below and starts and stops them in order.
 */
@NullMarked
package dev.offing.server;

import org.jspecify.annotations.NullMarked;
