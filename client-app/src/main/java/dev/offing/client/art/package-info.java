/**
 * Pictures: the SVG files of the assets read into trees, painted by the light of an hour, and what
 * the screens use of them: thumbnails of vessels, line icons, the coin.
 */
@NullMarked
package dev.offing.client.art;

import org.jspecify.annotations.NullMarked;
