package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of the state with its digest, which is computed once: states that share a part share the
 * object, so that an untouched section is neither hashed nor written again.
 */
final class Section<T> {
  private final String name;
  private final T value;
  private final BiConsumer<T, Canonical> canonical;

  /** Any thread may compute it; all get the same text, so the race is harmless. */
  private @Nullable String digest;

  Section(String name, T value, BiConsumer<T, Canonical> canonical) {
    this.name = name;
    this.value = value;
    this.canonical = canonical;
  }

  T value() {
    return value;
  }

  String name() {
    return name;
  }

  Section<T> with(T next) {
    return next.equals(value) ? this : new Section<>(name, next, canonical);
  }

  String digest() {
    String known = digest;
    if (known == null) {
      Canonical c = Canonical.of("offing-" + name + "-1");
      canonical.accept(value, c);
      known = c.sha256();
      digest = known;
    }
    return known;
  }
}
