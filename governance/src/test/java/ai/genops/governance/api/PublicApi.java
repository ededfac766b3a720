package ai.genops.governance.api;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a module's classes promise to those who link to it, as text: a line for each type and, below it, for each of
/// its members that can be reached from outside, sorted. Names of java.lang and java.util are short.
final class PublicApi {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals(Object)", "hashCode()", "toString()");

    private PublicApi() {}

    static String of(Path classes) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(classes)) {
            names = files.map(file -> classes.relativize(file).toString().replace('/', '.'))
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Class<?> type = load(name);
            if (isReachable(type)) {
                text.append(head(type)).append('\n');
                members(type).forEach(line -> text.append("    ").append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static boolean isReachable(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
            if (!isOpen(at.getModifiers()) || at.isAnonymousClass() || at.isLocalClass()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String head(Class<?> type) {
        String kind = type.isAnnotation() ? "@interface" : type.isInterface() ? "interface" : "class";
        kind = type.isEnum() ? "enum" : type.isRecord() ? "record" : kind;
        int said = type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.FINAL);
        String modifiers = Modifier.toString(
                type.isInterface() || type.isEnum() ? said & ~(Modifier.ABSTRACT | Modifier.FINAL) : said);
        String components = !type.isRecord()
                ? ""
                : Arrays.stream(type.getRecordComponents())
                        .map(PublicApi::component)
                        .collect(Collectors.joining(", ", "(", ")"));
        List<String> parents = new ArrayList<>();
        Class<?> superclass = type.getSuperclass();
        if (superclass != null && superclass != Object.class && !type.isRecord() && !type.isEnum()) {
            parents.add(text(type.getAnnotatedSuperclass()));
        }
        if (!type.isAnnotation()) {
            Arrays.stream(type.getAnnotatedInterfaces()).map(PublicApi::text).forEach(parents::add);
        }
        String sealed = type.isSealed() ? " sealed" : "";
        return modifiers + sealed + " " + kind + " " + type.getName()
                + variables(type.getTypeParameters()).strip() + components
                + (parents.isEmpty() ? "" : " : " + String.join(", ", parents));
    }

    private static String component(RecordComponent component) {
        return text(component.getAnnotatedType()) + " " + component.getName();
    }

    private static Set<String> members(Class<?> type) {
        Set<String> lines = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (isOpen(field.getModifiers()) && !field.isSynthetic()) {
                lines.add(modifiers(field.getModifiers()) + text(field.getAnnotatedType()) + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOpen(constructor.getModifiers()) && !constructor.isSynthetic()) {
                lines.add(modifiers(constructor.getModifiers())
                        + variables(constructor.getTypeParameters())
                        + signature(constructor, "new"));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            String signature = signature(method, method.getName());
            if (isOpen(method.getModifiers()) && !method.isSynthetic() && !OF_EVERY_OBJECT.contains(signature)) {
                lines.add(modifiers(method.getModifiers()) + variables(method.getTypeParameters())
                        + text(method.getAnnotatedReturnType()) + " " + signature
                        + (method.getDefaultValue() == null ? "" : " default"));
            }
        }
        return lines;
    }

    private static String modifiers(int modifiers) {
        int said = modifiers & (Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL);
        return said == 0 ? "" : Modifier.toString(said) + " ";
    }

    private static String signature(Executable executable, String name) {
        String parameters = Arrays.stream(executable.getAnnotatedParameterTypes())
                .map(PublicApi::text)
                .collect(Collectors.joining(", ", "(", ")"));
        String thrown = Arrays.stream(executable.getGenericExceptionTypes())
                .map(type -> shortened(type.getTypeName()))
                .collect(Collectors.joining(", "));
        return name + parameters + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + bounds(variable))
                        .collect(Collectors.joining(", ", "<", "> "));
    }

    private static String bounds(TypeVariable<?> variable) {
        String bounds = Arrays.stream(variable.getAnnotatedBounds())
                .map(PublicApi::text)
                .filter(bound -> !bound.equals("Object"))
                .collect(Collectors.joining(" & "));
        return bounds.isEmpty() ? "" : " extends " + bounds;
    }

    /// With its nullness, which is a promise, too.
    private static String text(AnnotatedType type) {
        return shortened(type.toString());
    }

    private static String shortened(String text) {
        return text.replaceAll("@org\\.jspecify\\.annotations\\.Nullable(\\(\\))?", "@Nullable")
                .replaceAll("\\bjava\\.(lang|util|util\\.function)\\.(?=[@A-Z])", "");
    }
}
