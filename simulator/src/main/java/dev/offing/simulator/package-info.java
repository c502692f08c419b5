/**
 * The tester's side: everything that breaks a connection on purpose, and everything that measures.
 * It uses the engine and the server stub, and never the window.
 */
@NullMarked
package dev.offing.simulator;

import org.jspecify.annotations.NullMarked;
