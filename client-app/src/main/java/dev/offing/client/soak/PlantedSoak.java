package dev.offing.client.soak;

import dev.offing.simulator.planted.Patch;
import dev.offing.simulator.planted.Planting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes each mistake of {@code simulator/planted} in a copy of the sources, and has the simulator
 * look for it: a simulator that would not find these would find no others either.
 */
final class PlantedSoak {
  private final Path work;
  private final Consumer<String> progress;

  PlantedSoak(Path work, Consumer<String> progress) {
    this.work = work;
    this.progress = progress;
  }

  /**
   * Looks for all of them.
   *
   * @param seeds for each at most
   * @param first of the seeds
   */
  List<Planting.Found> run(int seeds, long first) throws IOException, InterruptedException {
    String home = System.getProperty("offing.home");
    if (home == null) {
      throw new SoakException("mistakes are planted in the sources: in a clone, run ./offing soak");
    }
    Path root = Path.of(home);
    Planting planting = new Planting(root);
    List<Planting.Found> all = new ArrayList<>();
    for (Patch patch : Patch.all(root)) {
      progress.accept("looking for " + patch.name());
      Path folder = Files.createDirectories(work.resolve(patch.name()));
      all.add(planting.seek(patch, folder, first, seeds));
    }
    return all;
  }

  /**
   * The result.
   *
   * @throws SoakException when one was not found
   */
  static void tell(List<Planting.Found> all, ObjectNode json) {
    ArrayNode mistakes = json.putArray("mistakes");
    for (Planting.Found it : all) {
      mistakes
          .addObject()
          .put("name", it.name())
          .put("seed", it.seed())
          .put("step", it.step())
          .put("ms", it.ms())
          .put("checker", it.checker());
    }
    List<String> missed =
        all.stream().filter(it -> it.checker() == null).map(Planting.Found::name).toList();
    json.put("found", all.size() - missed.size()).put("missed", missed.size());
    if (!missed.isEmpty()) {
      throw new SoakException("the simulator did not find " + String.join(", ", missed));
    }
  }
}
