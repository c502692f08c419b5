/** What the window costs, beside the least that a window can cost (docs/design/client.md). */
@NullMarked
package dev.offing.client.bench;

import org.jspecify.annotations.NullMarked;
