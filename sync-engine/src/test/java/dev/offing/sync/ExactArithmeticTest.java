package dev.offing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Money is an exact integer (docs/design/economy.md). ArchUnit sees the types of fields and methods
 * and not what happens between them, so this reads the byte code itself: no field, no parameter, no
 * call and no instruction of these packages may be floating point.
 */
final class ExactArithmeticTest {

  /** DADD, FMUL, FALOAD, DRETURN, D2L, I2D, ... and not DUP. */
  private static final Pattern FLOATING =
      Pattern.compile(
          "[DF]((ADD|SUB|MUL|DIV|REM|NEG|A?LOAD|A?STORE|CONST|CMP|RETURN).*|2[ILDF])|[IL]2[DF]");

  /** D or F as a parameter or a result, also as an array's element, and never inside a name. */
  private static final Pattern FLOATING_DESCRIPTOR =
      Pattern.compile("\\(?(\\[*(L[^;]*;|[BCIJSZV])|\\))*\\[*[DF].*");

  @ParameterizedTest
  @ValueSource(strings = {"economy", "account", "ledger"})
  void moneyMeetsNoFloatingPoint(String layer) throws IOException {
    List<String> found = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.offing.sync." + layer)) {
      found.addAll(floatingPointIn(type));
    }
    assertThat(found).as("a double loses a grain, and no two machines lose the same one").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {InField.class, InParameter.class, InCode.class, InCall.class})
  void floatingPointIsSeenWhereItIs(Class<?> example) throws IOException {
    assertThat(floatingPointIn(new ClassFileImporter().importClass(example))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {Exact.class, ExactArithmeticTest.class})
  void integersAndNamesPass(Class<?> example) throws IOException {
    assertThat(floatingPointIn(new ClassFileImporter().importClass(example))).isEmpty();
  }

  private static List<String> floatingPointIn(JavaClass type) throws IOException {
    ClassModel model;
    try (var in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      model = ClassFile.of().parse(in.readAllBytes());
    }
    List<String> found = new ArrayList<>();
    for (FieldModel field : model.fields()) {
      if (FLOATING_DESCRIPTOR.matcher(field.fieldType().stringValue()).matches()) {
        found.add(type.getName() + "." + field.fieldName().stringValue());
      }
    }
    for (MethodModel method : model.methods()) {
      String where = type.getName() + "." + method.methodName().stringValue();
      if (FLOATING_DESCRIPTOR.matcher(method.methodType().stringValue()).matches()) {
        found.add(where);
      }
      method
          .code()
          .ifPresent(code -> {
            for (CodeElement element : code) {
              if (isFloating(element)) {
                found.add(where + ": " + element);
              }
            }
          });
    }
    return found;
  }

  private static boolean isFloating(CodeElement element) {
    return switch (element) {
      case InvokeInstruction call ->
          FLOATING_DESCRIPTOR.matcher(call.type().stringValue()).matches();
      case ConstantInstruction constant ->
          constant.typeKind() == TypeKind.DOUBLE || constant.typeKind() == TypeKind.FLOAT;
      case Instruction instruction -> FLOATING.matcher(instruction.opcode().name()).matches();
      default -> false;
    };
  }

  static final class InField {
    float @Nullable [] shares;
  }

  interface InParameter {
    long grains(String name, long[] rates, double hours);
  }

  static final class InCode {
    static long half(long grains) {
      return (long) (grains * 0.5);
    }
  }

  static final class InCall {
    static Object parse(String text) {
      return Double.valueOf(text);
    }

    static long twice(Number number) {
      return 2L * Math.round(number.doubleValue());
    }
  }

  record Exact(long grains, String Dollar, List<char[]> F) {
    long half() {
      return Math.floorDiv(grains, 2) + F.size() + Dollar.hashCode();
    }
  }
}
