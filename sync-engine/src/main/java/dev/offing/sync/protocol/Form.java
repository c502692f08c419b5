package dev.offing.sync.protocol;

import java.util.function.Function;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdConvertingSerializer;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.StdConverter;

/**
 * One way between a type and the record that has the shape of its JSON. Jackson looks up how the
 * record is read or written once, not with each value.
 */
final class Form<A, B> extends StdConverter<A, B> {
  private final Class<A> from;
  private final Class<B> to;
  private final Function<A, B> way;

  private Form(Class<A> from, Class<B> to, Function<A, B> way) {
    this.from = from;
    this.to = to;
    this.way = way;
  }

  /** Lets values of {@code type} be written as {@code json} and read from it. */
  static <T, J> void add(
      SimpleModule module, Class<T> type, Class<J> json, Function<T, J> out, Function<J, T> in) {
    module.addSerializer(type, writer(type, json, out));
    addReader(module, type, json, in);
  }

  /** Lets values of {@code type} be read from {@code json}. */
  static <T, J> void addReader(
      SimpleModule module, Class<T> type, Class<J> json, Function<J, T> in) {
    module.addDeserializer(type, new StdConvertingDeserializer<>(new Form<>(json, type, in)));
  }

  @SuppressWarnings("unchecked") // a writer of T is only ever asked to write a T
  private static <T, J> ValueSerializer<T> writer(
      Class<T> type, Class<J> json, Function<T, J> out) {
    return (ValueSerializer<T>)
        (ValueSerializer<?>) new StdConvertingSerializer(type, new Form<>(type, json, out));
  }

  @Override
  public B convert(A value) {
    return way.apply(value);
  }

  @Override
  public JavaType getInputType(TypeFactory types) {
    return types.constructType(from);
  }

  @Override
  public JavaType getOutputType(TypeFactory types) {
    return types.constructType(to);
  }
}
