/**
 * The game: it wires engine, server stub and assets to a window or to a console and starts them.
 * What is shown lives below, a View and a ViewModel each.
 */
@NullMarked
package dev.offing.client;

import org.jspecify.annotations.NullMarked;
