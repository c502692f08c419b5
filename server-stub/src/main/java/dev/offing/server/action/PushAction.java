package dev.offing.server.action;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ServerMessage;
import java.util.function.Consumer;

/**
 * {@code push}: mutations, judged as the message {@code push} is; the result is the message that
 * answers that one.
 */
public final class PushAction implements Action<Calls.PushParams> {
  /** What a result may be, for its description. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = ServerMessage.Gap.class, name = "gap"),
    @JsonSubTypes.Type(value = ServerMessage.StaleEpoch.class, name = "staleEpoch"),
    @JsonSubTypes.Type(value = ServerMessage.RetryAfter.class, name = "retryAfter"),
    @JsonSubTypes.Type(value = ServerMessage.Failure.class, name = "error"),
  })
  interface Answer {}

  @Override
  public String name() {
    return Calls.PUSH;
  }

  @Override
  public String does() {
    return "Pushes the oldest mutations of the outbox; tells what became of each, or why of none.";
  }

  @Override
  public Class<Calls.PushParams> params() {
    return Calls.PushParams.class;
  }

  @Override
  public Class<Answer> result() {
    return Answer.class;
  }

  @Override
  public Object answer(Caller caller, Calls.PushParams asked, ActionParts parts) {
    throw new UnsupportedOperationException("its answer has a place in the account's history");
  }

  @Override
  public void answer(
      Caller caller, Calls.PushParams asked, ActionParts parts, Consumer<Object> to) {
    caller.player().pusher().push(asked.message(), to::accept);
  }
}
