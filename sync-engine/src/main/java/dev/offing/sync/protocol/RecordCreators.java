package dev.offing.sync.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;

/**
 * Makes records from their parts by a constructor that takes an array, bound once: by itself
 * Jackson adapts the constructor to the number of its arguments anew for each object, which takes
 * longer than everything else that there is to do for a small record.
 */
final class RecordCreators implements ValueInstantiators {
  private static final MethodType FROM_ARRAY = MethodType.methodType(Object.class, Object[].class);

  @Override
  public @Nullable ValueInstantiator findValueInstantiator(
      DeserializationConfig config, BeanDescription.Supplier type) {
    return null; // Jackson's own, which is then improved
  }

  @Override
  public ValueInstantiator modifyValueInstantiator(
      DeserializationConfig config, BeanDescription.Supplier type, ValueInstantiator usual) {
    if (usual.getClass() == StdValueInstantiator.class
        && usual.getValueClass().isRecord()
        && usual.getWithArgsCreator() != null
        && usual.getWithArgsCreator().getAnnotated() instanceof Constructor<?> constructor) {
      try {
        MethodHandle handle = MethodHandles.lookup().unreflectConstructor(constructor);
        return new Creator((StdValueInstantiator) usual, spread(handle));
      } catch (IllegalAccessException _) {
        return usual; // a record of somebody else's that is not open to this module
      }
    }
    return usual;
  }

  private static MethodHandle spread(MethodHandle constructor) {
    MethodHandle plain = constructor.asFixedArity();
    int parts = plain.type().parameterCount();
    return plain.asSpreader(Object[].class, parts).asType(FROM_ARRAY);
  }

  private static final class Creator extends StdValueInstantiator {
    private final MethodHandle fromArray;

    Creator(StdValueInstantiator usual, MethodHandle fromArray) {
      super(usual);
      this.fromArray = fromArray;
    }

    @Override
    public Object createFromObjectWith(DeserializationContext context, Object[] parts) {
      try {
        return (Object) fromArray.invokeExact(parts);
      } catch (Error e) {
        throw e;
      } catch (Throwable e) {
        return context.handleInstantiationProblem(
            getValueClass(), parts, rewrapCtorProblem(context, e));
      }
    }
  }
}
