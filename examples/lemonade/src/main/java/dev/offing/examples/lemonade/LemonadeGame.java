package dev.offing.examples.lemonade;

import dev.offing.sync.SyncEngine;
import dev.offing.sync.View;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Upgrade;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lemonade game, line by line on a console. It plays on without a server. */
public final class LemonadeGame {
  private final SyncEngine engine;
  private final PrintWriter out;

  LemonadeGame(SyncEngine engine, PrintWriter out) {
    this.engine = engine;
    this.out = out;
  }

  /** Plays in {@code lemonade-game}; with the server named, or with none. */
  public static void main(String[] args) throws IOException, CatalogException {
    URI server = args.length == 0 ? null : URI.create(args[0]);
    try (SyncEngine engine = open(Path.of("lemonade-game"), server)) {
      new LemonadeGame(engine, new PrintWriter(System.out, true, StandardCharsets.UTF_8))
          .play(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }
  }

  static SyncEngine open(Path folder, @Nullable URI server) throws IOException, CatalogException {
    return SyncEngine.builder()
        .profile(Profile.in(folder, Profile.DEFAULT_NAME))
        .catalog(catalog())
        .app("lemonade/1")
        .server(server)
        .open();
  }

  private static Catalog catalog() throws IOException, CatalogException {
    try (InputStream in =
        Objects.requireNonNull(LemonadeGame.class.getResourceAsStream("lemonade.json"))) {
      return CatalogReader.read("lemonade.json", in.readAllBytes());
    }
  }

  /** Until the input ends, or {@code quit}. */
  void play(BufferedReader in) throws IOException {
    Runnable quiet = engine.subscribe(this::told);
    engine.away().ifPresent(it -> out.println("While you were away: " + coins(it.earned())));
    engine.acknowledgeAway();
    look();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("quit")) {
        break;
      }
      obey(List.of(line.trim().split(" +")));
    }
    quiet.run();
  }

  private void obey(List<String> words) {
    long run = engine.view().core().run();
    switch (words.getFirst()) {
      case "", "look" -> look();
      case "buy" -> buy(word(words, 1), word(words, 2), run);
      case "upgrade" -> submit(Command.upgrade(word(words, 1), run, null));
      case "boost" -> submit(Command.boost(word(words, 1), run, null));
      case "book" ->
          engine
              .journal(10)
              .forEach(row -> out.println(row.at() + "  " + row.kind() + "  " + row.postings()));
      default -> out.println("look | buy stand [3|max] | upgrade ice | boost heat | book | quit");
    }
  }

  private static String word(List<String> words, int index) {
    return index < words.size() ? words.get(index) : "";
  }

  private void buy(String producer, String count, long run) {
    View now = engine.view();
    if (now.catalog().producer(producer).isEmpty()) {
      out.println("There is no \"" + producer + "\" to buy.");
      return;
    }
    int many = count.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(count) : 1;
    if (count.equals("max")) {
      many = Economy.maxAffordable(now.catalog(), now.core(), producer);
    }
    submit(Command.buy(producer, many, run, null));
  }

  /** When this returns Saved, it is on disk, whatever the network does. */
  private void submit(Command command) {
    switch (engine.submit(command)) {
      case Submission.Saved it -> out.println("Done, for " + coins(it.cost()) + ".");
      case Submission.Refused it -> out.println(it.why().text());
    }
    look();
  }

  private void told(SyncEvent event) {
    if (event instanceof SyncEvent.Settled it) {
      out.println("  (server: " + it.command().kind() + " " + it.result().outcome() + ")");
    }
  }

  private void look() {
    View now = engine.view();
    out.println(
        "%s, %s a second, %s, %d to send"
            .formatted(
                coins(now.core().purse()),
                coins(now.rate().perMs().times(1_000)),
                engine.status().link(),
                now.pending()));
    for (Producer it : now.catalog().producers()) {
      Money price = Economy.price(now.catalog(), now.core(), it.id(), 1);
      out.println("  %3d %s, next %s".formatted(now.core().owned(it.id()), it.id(), coins(price)));
    }
    for (Upgrade it : now.catalog().upgrades()) {
      boolean owned = now.core().upgrades().contains(it.id());
      out.println("  " + it.id() + ": " + it.text() + " " + (owned ? "Yours." : coins(it.cost())));
    }
  }

  private static String coins(Money money) {
    return "$" + new BigDecimal(money.grains(), 3).toPlainString();
  }
}
