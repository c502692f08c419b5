/**
 * What every command line of Offing shares: how a mistake is told, which exit code it has, and what
 * {@code --version} says. The commands themselves live where their work is done.
 */
@NullMarked
package dev.offing.server.cli;

import org.jspecify.annotations.NullMarked;
