/** The rules a second time, written naively from the documents and shared with nobody. */
@NullMarked
package dev.offing.simulator.model;

import org.jspecify.annotations.NullMarked;
