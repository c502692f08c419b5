/** What nobody else is to read is taken out of texts and frames here, by pure functions. */
@NullMarked
package dev.offing.client.redact;

import org.jspecify.annotations.NullMarked;
