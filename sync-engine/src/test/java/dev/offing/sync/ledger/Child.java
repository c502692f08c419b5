package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerSamples.gestures;
import static dev.offing.sync.ledger.LedgerSamples.played;
import static dev.offing.sync.ledger.LedgerSamples.settled;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.Codec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Another process that opens the profile {@code default} of a data folder. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private Child(Process process) {
    this.process = process;
    this.lines = process.inputReader();
  }

  /** Opens the profile, says {@code open} or why not, and holds it until its input ends. */
  static Child holding(Path data) throws IOException {
    return start(data, "hold");
  }

  /** Plays without end: a line {@code seq id} for each gesture that was told as saved. */
  static Child playing(Path data, long seed) throws IOException {
    return start(data, "play", Long.toString(seed));
  }

  private static Child start(Path data, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Child.class.getName(), data.toString()));
    command.addAll(List.of(arguments));
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  long pid() {
    return process.pid();
  }

  /** The next line that it printed; null after its end. */
  String line() throws IOException {
    return lines.readLine();
  }

  /** Kills it (SIGKILL), and returns what it had printed by then. */
  List<String> kill() throws IOException, InterruptedException {
    process.toHandle().destroyForcibly(); // the process's own would close the pipe, too
    List<String> rest = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      rest.add(line);
    }
    process.waitFor();
    return rest;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    lines.close();
  }

  // ---- within the process --------------------------------------------------------------------

  /** Data folder, mode, seed. */
  public static void main(String[] arguments) throws IOException {
    LedgerCodec codec = new LedgerJson(new Codec());
    Profile profile = Profile.in(Path.of(arguments[0]), Profile.DEFAULT_NAME);
    try (Ledger ledger = profile.open(codec, new Random(3), LedgerSamples.NOW).ledger()) {
      if (arguments[1].equals("play")) {
        play(ledger, new Random(Long.parseLong(arguments[2])));
      } else {
        say("open");
        while (System.in.read() >= 0) {
          // until the input ends
        }
      }
    } catch (LedgerException e) {
      say(e.reason() + " " + e.getMessage());
    }
  }

  private static void play(Ledger ledger, Random random) {
    Contents start = ledger.load();
    List<Chained> outbox = new ArrayList<>(start.outbox());
    Head head = start.head();
    while (true) {
      int count = random.nextInt(4) == 0 ? 20 : 1;
      List<Chained> rows = gestures(head, start.identity().incarnation(), count);
      List<Chained> answered = outbox.subList(0, random.nextInt(3) == 0 ? outbox.size() / 2 : 0);
      ledger.write(played(rows).withSettled(settled(answered)));
      answered.clear();
      outbox.addAll(rows);
      head = new Head(rows.getLast().seq(), rows.getLast().hash());
      rows.forEach(row -> say(row.seq() + " " + row.mutation().id()));
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
