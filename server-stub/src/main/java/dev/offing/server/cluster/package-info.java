/** What makes several processes one server: the common clock and the bus between nodes. */
@NullMarked
package dev.offing.server.cluster;

import org.jspecify.annotations.NullMarked;
