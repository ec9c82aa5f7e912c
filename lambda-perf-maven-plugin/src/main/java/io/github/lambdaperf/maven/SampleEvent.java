package io.github.lambdaperf.maven;

import io.github.classgraph.ArrayTypeSignature;
import io.github.classgraph.BaseTypeSignature;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ClassRefTypeSignature;
import io.github.classgraph.ClassTypeSignature;
import io.github.classgraph.FieldInfo;
import io.github.classgraph.MethodInfo;
import io.github.classgraph.ScanResult;
import io.github.classgraph.TypeArgument;
import io.github.classgraph.TypeParameter;
import io.github.classgraph.TypeSignature;
import io.github.classgraph.TypeVariableSignature;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An event that a handler accepts, made from its input type: setters, record components and public fields become keys. */
final class SampleEvent {
    private static final String REQUEST_HANDLER = "com.amazonaws.services.lambda.runtime.RequestHandler";
    private static final Set<String> WHOLE =
            Set.of("java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte", "java.math.BigInteger");
    private static final Set<String> FRACTION =
            Set.of("java.lang.Double", "java.lang.Float", "java.math.BigDecimal", "java.lang.Number");
    private static final Set<String> LISTS =
            Set.of("java.util.List", "java.util.Collection", "java.util.Set", "java.lang.Iterable");
    private static final Map<String, String> TIMES = Map.of(
            "java.time.Instant", "2026-01-31T10:15:30Z",
            "java.time.LocalDate", "2026-01-31",
            "java.time.LocalDateTime", "2026-01-31T10:15:30",
            "java.util.UUID", "3f1c9a07-0000-4000-8000-000000000001");
    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";
    /** Of AWS's event classes, which do not have the names of the JSON everywhere: {@code $event} of a payload. */
    private static final Map<String, String> SERVICES = Map.of(
            EVENTS + "SQSEvent", "sqs",
            EVENTS + "SNSEvent", "sns",
            EVENTS + "KinesisEvent", "kinesis",
            EVENTS + "ScheduledEvent", "eventbridge",
            EVENTS + "APIGatewayProxyRequestEvent", "api-rest",
            EVENTS + "APIGatewayV2HTTPEvent", "api-http",
            EVENTS + "S3Event", "s3",
            EVENTS + "DynamodbEvent", "dynamodb");

    private static final Set<String> WITHOUT_BODY = Set.of("s3", "dynamodb");
    private static final int DEPTH = 5;

    private final ScanResult classes;
    /** Classes that would have told more. */
    private final Set<String> missing = new HashSet<>();

    private SampleEvent(ScanResult classes) {
        this.classes = classes;
    }

    /**
     * The event as a tree of maps, lists and values. Jars are opened only where types of theirs are in it, and of them only
     * those types are read.
     *
     * @param handler class name, with or without {@code ::method}
     * @param own the project's classes
     * @param classPath of the function
     * @return an empty map where the type says nothing, such as for a stream or a map
     */
    static Object of(String handler, Path own, List<Path> classPath) {
        String name = handler.replaceFirst("::.*", "");
        Set<String> wanted = new HashSet<>(ClassScan.names(own));
        wanted.add(name);
        List<Path> where = List.of(own);
        while (true) {
            try (ScanResult classes = ClassScan.of(where, wanted)) {
                SampleEvent sample = new SampleEvent(classes);
                TypeSignature input = sample.input(name);
                Object event = input == null ? Map.of() : sample.sample("event", input, 0);
                // what was looked for on the whole class path and is still missing is not there
                if (!wanted.addAll(sample.missing) && (where == classPath || sample.missing.isEmpty())) {
                    return event;
                }
                where = classPath;
            }
        }
    }

    /** Null where it is not known. */
    private ClassInfo read(String name) {
        ClassInfo info = classes.getClassInfo(name);
        if (ClassScan.isMissing(info, name)) {
            missing.add(name);
        }
        return info == null || info.isExternalClass() ? null : info;
    }

    /** Where a class in between is generic, its variable is what the class below puts in its place. */
    private TypeSignature input(String name) {
        ClassInfo handler = read(name);
        if (handler == null) {
            return null;
        }
        ClassTypeSignature own = handler.getTypeSignature();
        if (own != null) {
            for (ClassRefTypeSignature one : own.getSuperinterfaceSignatures()) {
                if (one.getFullyQualifiedClassName().equals(REQUEST_HANDLER)
                        && !one.getTypeArguments().isEmpty()) {
                    return argument(one.getTypeArguments().get(0));
                }
            }
        }
        ClassInfo above = handler.getSuperclass();
        TypeSignature inherited = above == null ? null : input(above.getName());
        return inherited instanceof TypeVariableSignature variable && own != null
                ? argument(arguments(own.getSuperclassSignature()).get(place(variable, above)))
                : inherited;
    }

    /** Those of a nested class stand behind its own name. */
    private static List<TypeArgument> arguments(ClassRefTypeSignature type) {
        List<List<TypeArgument>> nested = type.getSuffixTypeArguments();
        return nested.isEmpty() ? type.getTypeArguments() : nested.get(nested.size() - 1);
    }

    private static int place(TypeVariableSignature variable, ClassInfo generic) {
        return generic.getTypeSignature().getTypeParameters().stream()
                .map(TypeParameter::getName)
                .toList()
                .indexOf(variable.getName());
    }

    private static TypeSignature argument(TypeArgument argument) {
        return argument.getTypeSignature();
    }

    private Object sample(String name, TypeSignature type, int depth) {
        if (type instanceof BaseTypeSignature base) {
            return switch (base.getTypeStr()) {
                case "boolean" -> true;
                case "double", "float" -> 1.5;
                case "char" -> "a";
                default -> 1;
            };
        }
        if (type instanceof ArrayTypeSignature array) {
            return List.of(sample(name, array.getElementTypeSignature(), depth + 1));
        }
        return type instanceof ClassRefTypeSignature reference ? sample(name, reference, depth) : Map.of();
    }

    private Object sample(String name, ClassRefTypeSignature type, int depth) {
        String className = type.getFullyQualifiedClassName();
        if (SERVICES.containsKey(className)) {
            return ofService(SERVICES.get(className));
        } else if (className.equals("java.lang.String") || className.equals("java.lang.CharSequence")) {
            return text(name);
        } else if (WHOLE.contains(className)) {
            return 1;
        } else if (FRACTION.contains(className)) {
            return 1.5;
        } else if (className.equals("java.lang.Boolean")) {
            return true;
        } else if (TIMES.containsKey(className)) {
            return TIMES.get(className);
        } else if (LISTS.contains(className)) {
            return type.getTypeArguments().isEmpty()
                    ? List.of()
                    : List.of(sample(name, argument(type.getTypeArguments().get(0)), depth + 1));
        }
        ClassInfo info = depth >= DEPTH ? null : read(className);
        return info == null ? Map.of() : bean(info, depth);
    }

    private static Map<String, Object> ofService(String service) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("$event", service);
        if (!WITHOUT_BODY.contains(service)) {
            event.put("$body", Map.of("id", text("id")));
        }
        return event;
    }

    private static String text(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("id") ? name + "-${vu}-${iteration}" : name;
    }

    private Object bean(ClassInfo info, int depth) {
        if (info.isEnum()) {
            return info.getEnumConstants().isEmpty()
                    ? ""
                    : info.getEnumConstants().get(0).getName();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (FieldInfo field : info.getDeclaredFieldInfo()) {
            boolean kept = !field.isStatic() && !field.isTransient();
            boolean written = info.isRecord() || field.isPublic() || hasSetter(info, field.getName());
            if (kept && written) {
                fields.put(
                        field.getName(), sample(field.getName(), field.getTypeSignatureOrTypeDescriptor(), depth + 1));
            }
        }
        return fields;
    }

    private static boolean hasSetter(ClassInfo info, String field) {
        String setter = "set" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        for (MethodInfo method : info.getMethodInfo(setter)) {
            if (method.isPublic() && method.getParameterInfo().length == 1) {
                return true;
            }
        }
        return false;
    }
}
