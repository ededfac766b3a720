package ai.genops.server.splunk;

import ai.genops.server.access.Principal;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A request of a Splunk client.
///
/// @param path its route in parts, without `services` or `servicesNS/OWNER/APP`, without the version `v2`
/// @param parameters of the address and of the form
public record Call(
        ServiceRequestContext context,
        HttpMethod method,
        List<String> path,
        QueryParams parameters,
        Principal principal) {
    static final Principal NOBODY = new Principal("", List.of(), false);

    static Call of(ServiceRequestContext context, AggregatedHttpRequest request) {
        var parameters = QueryParams.builder();
        parameters.add(context.queryParams());
        MediaType type = request.contentType();
        if (type == null || type.is(MediaType.FORM_DATA)) {
            parameters.add(QueryParams.fromQueryString(request.contentUtf8()));
        }
        return new Call(context, request.method(), path(context.path()), parameters.build(), NOBODY);
    }

    private static List<String> path(String text) {
        List<String> parts = Arrays.stream(text.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        int skipped = parts.isEmpty()
                ? 0
                : switch (parts.getFirst()) {
                    case "services" -> 1;
                    case "servicesNS" -> 3;
                    default -> throw Refusal.notThere("Not Found");
                };
        List<String> rest = parts.subList(Math.min(skipped, parts.size()), parts.size());
        boolean second = rest.size() > 1
                && rest.getFirst().equals("search")
                && rest.get(1).equals("v2");
        return second
                ? java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("search"),
                                rest.stream().skip(2))
                        .toList()
                : List.copyOf(rest);
    }

    Call by(Principal who) {
        return new Call(context, method, path, parameters, who);
    }

    /// The part of the path at a place, empty if there is none.
    String part(int at) {
        return at < path.size() ? path.get(at) : "";
    }

    String text(String name, String otherwise) {
        String text = parameters.get(name, "");
        return text.isBlank() ? otherwise : text;
    }

    /// A number from 0 on.
    int number(String name, int otherwise) {
        String text = text(name, String.valueOf(otherwise));
        if (!text.matches("[0-9]{1,9}")) {
            throw Refusal.wrong("`" + name + "` must be a number from 0 on, is `" + text + "`");
        }
        return Integer.parseInt(text);
    }

    boolean flag(String name, boolean otherwise) {
        return switch (text(name, otherwise ? "1" : "0")) {
            case "1", "t", "true", "T", "True" -> true;
            default -> false;
        };
    }

    /// Whether the answer is to be JSON, in any of its forms.
    boolean wantsJson() {
        return text("output_mode", "").startsWith("json");
    }
}
