package dev.offing.server.action;

import dev.offing.sync.protocol.Codec;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The actions as a page for people: no script, nothing from elsewhere. */
public final class ActionsPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Offing: actions</title>
      <style>
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
        h2 { margin: 2rem 0 0 } code { font-size: .95em } dt { font-weight: 600 } .who { color: #555 }
      </style>
      <h1>The actions of this server</h1>
      <p>Each is served as a <code>call</code> on WebSocket and TCP, and here by <code>POST</code> with its
      parameters as a JSON object; those that only read take <code>GET</code>, too.
      <a href="/openapi.json">openapi.json</a> says the same to programs.</p>
      """;

  private ActionsPage() {}

  /** The page. */
  public static String of(List<Action<?>> actions, Codec codec) {
    return actions.stream()
        .map(it -> entry(it, codec))
        .collect(Collectors.joining("", HEAD, "</html>\n"));
  }

  private static String entry(Action<?> action, Codec codec) {
    return "<h2><code>%s</code></h2>%n<p>%s</p>%n<dl>%s</dl>%n<p class=\"who\">%s. Version %d. Called by: %s.</p>%n"
        .formatted(
            escaped(OpenApi.path(action)),
            escaped(action.does()),
            List.of(action.params().getRecordComponents()).stream()
                .map(it -> parameter(it, codec))
                .collect(Collectors.joining()),
            action.readsOnly() ? "GET or POST" : "POST",
            action.version(),
            new TreeSet<>(action.roles())
                .stream().map(Role::wire).collect(Collectors.joining(", ")));
  }

  private static String parameter(RecordComponent part, Codec codec) {
    String kind = new Schemas(codec, "").of(part.getGenericType()).path("type").asString("object");
    return "<dt><code>%s</code></dt><dd>%s%s</dd>"
        .formatted(
            escaped(part.getName()), kind, Schemas.mayBeLeftOut(part) ? ", may be left out" : "");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
