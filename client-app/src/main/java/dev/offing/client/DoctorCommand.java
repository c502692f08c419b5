package dev.offing.client;

import dev.offing.client.doctor.Doctor;
import dev.offing.client.doctor.Verdict;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.ledger.ProfileLook;
import dev.offing.sync.protocol.Codec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./offing doctor}: says what stands in the way of playing, and changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Looks at versions, files, profile, clock, graphics, ports and server; says of each whether it"
            + " is well, and what to do where it is not. Changes nothing. Exit code 1 where something"
            + " has to be mended.")
final class DoctorCommand implements Callable<Integer> {
  private static final List<String> PORTS =
      List.of("OFFING_PORT", "OFFING_HTTP_PORT", "OFFING_TCP_PORT");
  private static final int MAX_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Mixin private Which which;

  @Option(
      names = "--ports",
      paramLabel = "PORT",
      split = ",",
      description = "ports that a server is to listen on, by commas: are they free?")
  private List<Integer> ports = List.of();

  @Option(names = "--json", description = "one JSON object instead of lines")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Settings settings = which.settings(/* tester= */ false);
    List<Integer> wanted = wanted();
    Logging.toStandardError();
    try (ProfileLook look = ProfileLook.at(settings.profile(), new LedgerJson(new Codec()))) {
      Doctor.Found found = Examination.of(settings, wanted, look);
      PrintWriter out = spec.commandLine().getOut();
      (json ? List.of(found.json()) : found.lines()).forEach(out::println);
      out.flush();
      return found.verdict() == Verdict.TROUBLE ? 1 : 0;
    }
  }

  private List<Integer> wanted() {
    List<Integer> all = new ArrayList<>(ports);
    for (int port : ports) {
      if (port < 1 || port > MAX_PORT) {
        throw new ParameterException(
            spec.commandLine(),
            "Invalid value for option '--ports': %d is no port from 1 to %d"
                .formatted(port, MAX_PORT));
      }
    }
    for (String name : PORTS) {
      String text = System.getenv(name);
      // What is no port is told of the settings.
      if (text != null && text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= MAX_PORT) {
        all.add(Integer.valueOf(text));
      }
    }
    return all;
  }
}
