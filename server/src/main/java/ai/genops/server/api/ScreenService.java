package ai.genops.server.api;

import ai.genops.screen.Asset;
import ai.genops.screen.Screen;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page: the same document at each of its addresses, and its assets, which browsers may keep for ever because
/// another version has other paths.
final class ScreenService {
    private static final List<String> PAGES = List.of("/", "/search");
    private static final List<String> PAGES_UNDER = List.of(
            "/trace",
            "/dashboards",
            "/alerts",
            "/budgets",
            "/policies",
            "/audit",
            "/prices",
            "/sources",
            "/pipelines",
            "/destinations",
            "/indexes",
            "/sourcetypes",
            "/lookups",
            "/tokens");
    private static final String ONE_YEAR = "public, max-age=31536000, immutable";

    private final Screen screen = Screen.load();

    static void addTo(ServerBuilder server) {
        var service = new ScreenService();
        for (String page : PAGES) {
            server.service(page, (_, request) -> answer(service.screen.index(), "no-cache", request));
        }
        for (String page : PAGES_UNDER) {
            server.service(page, (_, request) -> answer(service.screen.index(), "no-cache", request));
            server.serviceUnder(page + "/", (_, request) -> answer(service.screen.index(), "no-cache", request));
        }
        server.serviceUnder(Screen.ASSETS, service::asset);
        server.errorHandler(service.new Elsewhere());
    }

    /// Where nothing is, a browser gets the page, which says so.
    private final class Elsewhere implements ServerErrorHandler {
        @Override
        public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
            return null; // the default's
        }

        @Override
        public @Nullable AggregatedHttpResponse renderStatus(
                @Nullable ServiceRequestContext context,
                ServiceConfig config,
                @Nullable RequestHeaders headers,
                HttpStatus status,
                @Nullable String description,
                @Nullable Throwable cause) {
            return headers != null
                            && status.equals(HttpStatus.NOT_FOUND)
                            && !headers.path().startsWith("/api/")
                            && headers.get(HttpHeaderNames.ACCEPT, "").contains("text/html")
                    ? content(screen.index(), "no-cache", status, headers)
                    : null;
        }
    }

    private HttpResponse asset(ServiceRequestContext context, HttpRequest request) {
        Asset asset = screen.asset(context.mappedPath().substring(1));
        return asset == null ? HttpResponse.of(HttpStatus.NOT_FOUND) : answer(asset, ONE_YEAR, request);
    }

    private static HttpResponse answer(Asset asset, String caching, HttpRequest request) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
        }
        boolean known = request.headers().get(HttpHeaderNames.IF_NONE_MATCH, "").contains(asset.etag());
        return content(asset, caching, known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK, request.headers())
                .toHttpResponse();
    }

    private static AggregatedHttpResponse content(
            Asset asset, String caching, HttpStatus status, RequestHeaders request) {
        boolean gzip = request.get(HttpHeaderNames.ACCEPT_ENCODING, "").contains("gzip");
        var headers = ResponseHeaders.builder(status)
                .add(HttpHeaderNames.ETAG, asset.etag())
                .add(HttpHeaderNames.CACHE_CONTROL, caching)
                .add(HttpHeaderNames.VARY, "Accept-Encoding")
                .add(HttpHeaderNames.CONTENT_SECURITY_POLICY, Screen.POLICY)
                .add(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .add(HttpHeaderNames.X_FRAME_OPTIONS, "DENY")
                .add(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
                .add("cross-origin-opener-policy", "same-origin")
                .add("cross-origin-resource-policy", "same-origin");
        if (status.equals(HttpStatus.NOT_MODIFIED)) {
            return AggregatedHttpResponse.of(headers.build());
        }
        headers.add(HttpHeaderNames.CONTENT_TYPE, asset.type());
        if (gzip) {
            headers.add(HttpHeaderNames.CONTENT_ENCODING, "gzip");
        }
        return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(gzip ? asset.gzip() : asset.plain()));
    }
}
