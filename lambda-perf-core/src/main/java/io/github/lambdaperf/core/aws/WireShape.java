package io.github.lambdaperf.core.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** An answer that the SDK has read, as it was on the wire: what reads answers reads them in one way. */
final class WireShape {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WireShape() {}

    /** JSON with the service's own names, of the members of the body that are there. */
    static JsonNode of(SdkPojo answer) {
        return JSON.valueToTree(members(answer));
    }

    private static Map<String, Object> members(SdkPojo shape) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : shape.sdkFields()) {
            Object value = value(field.getValueOrDefault(shape));
            if (value != null) {
                members.put(field.locationName(), value);
            }
        }
        return members;
    }

    private static Object value(Object value) {
        if (value instanceof SdkPojo shape) {
            return members(shape);
        } else if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            list.forEach(element -> values.add(value(element)));
            return values;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, element) -> values.put(key.toString(), value(element)));
            return values;
        }
        return value instanceof Number || value instanceof Boolean || value == null ? value : value.toString();
    }
}
