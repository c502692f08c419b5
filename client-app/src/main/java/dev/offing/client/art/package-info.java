/** What is drawn by hand: icons, and the drawings of the assets on canvases and as images. */
@NullMarked
package dev.offing.client.art;

import org.jspecify.annotations.NullMarked;
