package dev.offing.server.task;

import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ProtocolException;
import tools.jackson.databind.JsonNode;

/** A task with its parameters as they are written. */
record Kind<P>(Task<P> task, Codec codec) {
  void run(TaskRun run, JsonNode params) throws Exception {
    P read;
    try {
      read = codec.fromTree(params, task.params());
    } catch (ProtocolException e) {
      throw new TaskFailed("its parameters are none of this kind: " + e.getMessage());
    }
    task.run(run, read);
  }
}
