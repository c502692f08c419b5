/**
 * What a designer or an artist edits, as files on the class path: the catalog, texts, art. The code
 * here only finds and reads them; what they mean is decided by the engine and the window.
 */
@NullMarked
package dev.offing.assets;

import org.jspecify.annotations.NullMarked;
