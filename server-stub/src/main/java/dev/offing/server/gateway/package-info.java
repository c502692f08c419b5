/**
 * How clients reach a node: WebSocket, HTTP, JSON lines over TCP, and protocols of one's own. A
 * gateway turns bytes into frames within the bounds of docs/design/sync.md 8 and hands each to its
 * {@link dev.offing.server.gateway.Connection}'s handler, in order and one at a time.
 */
@NullMarked
package dev.offing.server.gateway;

import org.jspecify.annotations.NullMarked;
