/** The look that all screens share: themes, fonts, and the stylesheet with the colour tokens. */
@NullMarked
package dev.offing.client.look;

import org.jspecify.annotations.NullMarked;
