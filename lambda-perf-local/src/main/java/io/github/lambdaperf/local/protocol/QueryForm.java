package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.http.ApiRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form of a query request as a tree: {@code A.member.1.B=x} is {@code {"A":[{"B":"x"}]}}, lists may be flat
 * ({@code A.1.B=x}), and {@code A.entry.1.key=k&A.entry.1.value=v} is {@code {"A":{"k":"v"}}}, with {@code Name} and
 * {@code Value} in place of key and value where a service has those. All leaves are text.
 */
public final class QueryForm {

    private static final int LARGEST = 20_000;
    private static final int DEEPEST = 16;

    private final Map<String, QueryForm> children = new LinkedHashMap<>();
    private String text;

    private QueryForm() {}

    /** Whether the request's body is a form. */
    public static boolean isForm(ApiRequest request) {
        return request.header("Content-Type", "").startsWith("application/x-www-form-urlencoded");
    }

    /** A parameter such as {@code Action} or {@code Version}, empty without it or where the body is no form. */
    public static String parameter(ApiRequest request, String name) {
        try {
            return parameters(request).getOrDefault(name, List.of("")).get(0);
        } catch (ServiceError e) {
            return "";
        }
    }

    /**
     * The operation's input.
     *
     * @throws ServiceError where the body is no form
     */
    static ObjectNode tree(ApiRequest request) {
        QueryForm root = new QueryForm();
        parameters(request).forEach((path, values) -> {
            if (!path.equals("Action") && !path.equals("Version")) {
                root.put(path, values.get(0));
            }
        });
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        root.children.forEach((name, child) -> tree.set(name, child.node()));
        return tree;
    }

    private static Map<String, List<String>> parameters(ApiRequest request) {
        String form = new String(request.body(), StandardCharsets.UTF_8);
        try {
            return new QueryStringDecoder(form, StandardCharsets.UTF_8, false, LARGEST).parameters();
        } catch (IllegalArgumentException e) {
            throw new ServiceError(400, "MalformedQueryString", "the body is no form: " + e.getMessage());
        }
    }

    private void put(String path, String value) {
        QueryForm at = this;
        String[] steps = path.split("\\.", -1);
        if (steps.length > DEEPEST) {
            throw new ServiceError(400, "MalformedQueryString", "the parameter " + path + " is nested too deep");
        }
        for (String step : steps) {
            at = at.children.computeIfAbsent(step, name -> new QueryForm());
        }
        at.text = value;
    }

    private JsonNode node() {
        if (children.isEmpty()) {
            return JsonNodeFactory.instance.textNode(text);
        }
        if (children.size() == 1 && children.containsKey("member")) {
            return children.get("member").list();
        }
        if (children.size() == 1 && children.containsKey("entry")) {
            return children.get("entry").map();
        }
        if (children.keySet().stream().allMatch(name -> name.matches("\\d{1,9}"))) {
            return list();
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        children.forEach((name, child) -> object.set(name, child.node()));
        return object;
    }

    private List<QueryForm> elements() {
        Map<Integer, QueryForm> sorted = new TreeMap<>();
        children.forEach((index, child) -> {
            if (!index.matches("\\d{1,9}")) {
                throw new ServiceError(400, "MalformedQueryString", "'" + index + "' is no number of a list's element");
            }
            sorted.put(Integer.valueOf(index), child);
        });
        return new ArrayList<>(sorted.values());
    }

    private ArrayNode list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        elements().forEach(element -> list.add(element.node()));
        return list;
    }

    private ObjectNode map() {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        for (QueryForm entry : elements()) {
            QueryForm key = entry.children.containsKey("key") ? entry.children.get("key") : entry.children.get("Name");
            QueryForm value =
                    entry.children.containsKey("value") ? entry.children.get("value") : entry.children.get("Value");
            if (key != null && key.text != null && value != null) {
                map.set(key.text, value.node());
            }
        }
        return map;
    }
}
