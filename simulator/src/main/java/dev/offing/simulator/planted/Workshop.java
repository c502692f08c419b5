package dev.offing.simulator.planted;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Builds what a planted mistake changes: the patched sources, against the classes that run here.
 * They stand in front of those on the class path of another JVM.
 */
final class Workshop {
  private final Path root;
  private final String classPath;

  /**
   * A workshop.
   *
   * @param root of the repository
   */
  Workshop(Path root, String classPath) {
    this.root = root;
    this.classPath = classPath;
  }

  /**
   * Builds a mistake.
   *
   * @param in an empty folder
   * @return the folder of its classes
   * @throws PlantedException when it cannot be built
   */
  Path build(Patch patch, Path in) {
    Path sources = in.resolve("sources");
    Path classes = in.resolve("classes");
    patch.plant(root, sources);
    try {
      Files.createDirectories(classes);
      compile(
          patch, patch.changes().stream().map(it -> sources.resolve(it.path())).toList(), classes);
    } catch (IOException e) {
      throw new PlantedException(patch.name() + " cannot be built: " + e, e);
    }
    return classes;
  }

  private void compile(Patch patch, List<Path> sources, Path to) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new PlantedException("Mistakes are built with a JDK; this is a JRE.");
    }
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-implicit:none", "-nowarn", "-cp", classPath, "-d", to.toString());
      boolean built =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!built) {
        throw new PlantedException(patch.name() + ".patch does not compile: " + said);
      }
    }
  }
}
