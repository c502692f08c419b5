/**
 * What stands around the screens: the rail that leads to them, the toasts, the dialogs, the help,
 * and what a window needs to be a good neighbour (its bounds, one window per profile, a report when
 * something broke).
 */
@NullMarked
package dev.offing.client.shell;

import org.jspecify.annotations.NullMarked;
