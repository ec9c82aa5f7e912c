package io.github.lambdaperf.core.payload;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/** What an expression may touch: data, a few pure methods of text, and the functions of {@link PayloadFunctions}. */
final class ExpressionPermissions implements JexlPermissions {
    private static final Set<String> TEXT = Set.of(
            "length",
            "contains",
            "startsWith",
            "endsWith",
            "indexOf",
            "substring",
            "trim",
            "strip",
            "toLowerCase",
            "toUpperCase",
            "isEmpty",
            "isBlank",
            "equals",
            "equalsIgnoreCase");
    private static final Set<String> COLLECTIONS =
            Set.of("get", "size", "isEmpty", "contains", "containsKey", "containsValue", "indexOf");

    @Override
    public boolean allow(Class<?> type) {
        return true;
    }

    @Override
    public boolean allow(Package pack) {
        return true;
    }

    @Override
    public boolean allow(Constructor<?> constructor) {
        return false;
    }

    @Override
    public boolean allow(Field field) {
        return false;
    }

    @Override
    public boolean allow(Method method) {
        Class<?> owner = method.getDeclaringClass();
        if (owner == PayloadFunctions.class) {
            return PayloadFunctions.NAMES.contains(method.getName());
        }
        if (owner == String.class) {
            return TEXT.contains(method.getName());
        }
        return (Map.class.isAssignableFrom(owner) || List.class.isAssignableFrom(owner))
                && COLLECTIONS.contains(method.getName());
    }

    @Override
    public JexlPermissions compose(String... source) {
        throw new UnsupportedOperationException("the permissions of expressions are fixed");
    }
}
