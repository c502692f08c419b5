package dev.offing.sync.protocol;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * What the compiler is told holds for JSON as well: a part of a record that is not
 * {@code @Nullable} must be there and must not be null, nor may anything in a list or a map be.
 */
final class Nullness extends NopAnnotationIntrospector {
  private static final JsonSetter.Value NO_NULLS =
      JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    RecordComponent part = part(member);
    return part == null ? null : !mayBeNull(part);
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    RecordComponent part = part(member);
    return part == null || mayBeNull(part) ? JsonSetter.Value.empty() : NO_NULLS;
  }

  private static boolean mayBeNull(RecordComponent part) {
    return part.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** The part of a record that a parameter of its canonical constructor sets. */
  private static @Nullable RecordComponent part(Annotated member) {
    if (!(member instanceof AnnotatedParameter parameter)) {
      return null;
    }
    // Not from the parameter: javac loses the annotation of Outer.@Nullable Inner there.
    RecordComponent[] parts = parameter.getDeclaringClass().getRecordComponents();
    return parts == null || parameter.getOwner().getParameterCount() != parts.length
        ? null
        : parts[parameter.getIndex()];
  }
}
