/** Numbers as Prometheus reads them. */
@NullMarked
package dev.offing.server.metrics;

import org.jspecify.annotations.NullMarked;
