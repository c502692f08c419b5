/**
 * The harbour screen: its ViewModel, which the console runs as well, and its View. Pure functions
 * turn what the engine says into what is written on the screen; the ViewModel puts it into
 * properties; the View binds them to controls (docs/design/client.md).
 */
@NullMarked
package dev.offing.client.harbour;

import org.jspecify.annotations.NullMarked;
