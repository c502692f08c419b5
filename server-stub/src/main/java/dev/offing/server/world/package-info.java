/** What is the same for every account of the server: the catalogs in force and their times. */
@NullMarked
package dev.offing.server.world;

import org.jspecify.annotations.NullMarked;
