/**
 * Redis, embedded or by address: its process, the connection to it and the scripts sent over it.
 * Nothing here knows what is stored.
 */
@NullMarked
package dev.offing.server.redis;

import org.jspecify.annotations.NullMarked;
