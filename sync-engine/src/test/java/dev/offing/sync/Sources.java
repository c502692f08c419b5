package dev.offing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Sources that a test compiles. */
final class Sources {
  private Sources() {}

  /**
   * One of them.
   *
   * @param name as {@code dev/offing/sync/SyncEngine}
   */
  record Source(String name, String text) {}

  /** Compiles into a folder; the test fails where that does. */
  static void compile(Path into, List<Source> sources, String... options) {
    StringWriter said = new StringWriter();
    List<String> all = new ArrayList<>(List.of("-proc:none", "-d", into.toString()));
    all.addAll(List.of(options));
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(said, null, null, all, null, sources.stream().map(Sources::file).toList())
            .call();
    assertThat(compiled).as(said.toString()).isTrue();
  }

  /** Compiles on the class path of the tests, into a jar beside the folder. */
  static Path jar(Path into, List<Source> sources) throws IOException {
    compile(into, sources, "-nowarn", "-cp", System.getProperty("java.class.path"));
    return jarOf(into, into.resolveSibling(into.getFileName() + ".jar"));
  }

  /** A jar of the classes in a folder. */
  static Path jarOf(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Sources::isClass).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }

  private static boolean isClass(Path file) {
    return file.toString().endsWith(".class") && !file.endsWith("module-info.class");
  }

  private static JavaFileObject file(Source source) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + source.name() + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source.text();
      }
    };
  }
}
