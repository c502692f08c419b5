package dev.offing.server.action;

import dev.offing.sync.protocol.Calls.Nothing;
import dev.offing.sync.protocol.Codec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** {@code describe}: all actions, with the schemas of what they take and give. */
final class DescribeAction implements Action<Nothing> {
  private static final String PREFIX = "#/schemas/";

  private final Codec codec;
  private final Supplier<List<Action<?>>> actions;

  /** Describes these. */
  DescribeAction(Codec codec, Supplier<List<Action<?>>> actions) {
    this.codec = codec;
    this.actions = actions;
  }

  /**
   * One action.
   *
   * @param params schema of its parameters, a reference into the schemas beside
   * @param result schema of its answer
   */
  record Described(
      String name,
      int version,
      String does,
      List<Role> roles,
      boolean readsOnly,
      JsonNode params,
      JsonNode result) {}

  /** All of them. */
  record Description(List<Described> actions, JsonNode schemas) {}

  @Override
  public String name() {
    return "describe";
  }

  @Override
  public String does() {
    return "Lists all actions with the schemas of their parameters and results.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<Description> result() {
    return Description.class;
  }

  @Override
  public Set<Role> roles() {
    return EnumSet.allOf(Role.class);
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public Description answer(Caller caller, Nothing asked, ActionParts parts) {
    Schemas schemas = new Schemas(codec, PREFIX);
    List<Described> all =
        actions.get().stream()
            .map(it ->
                new Described(
                    it.name(),
                    it.version(),
                    it.does(),
                    List.copyOf(new TreeSet<>(it.roles())),
                    it.readsOnly(),
                    schemas.of(it.params()),
                    schemas.of(it.result())))
            .toList();
    return new Description(all, schemas.named());
  }
}
