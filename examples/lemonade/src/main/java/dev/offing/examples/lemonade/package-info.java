/** A lemonade stand on the engine: what a stranger's first game looks like (docs/library.md). */
@NullMarked
package dev.offing.examples.lemonade;

import org.jspecify.annotations.NullMarked;
