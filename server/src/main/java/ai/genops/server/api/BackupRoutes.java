package ai.genops.server.api;

import ai.genops.destination.s3.BucketAddress;
import ai.genops.event.JsonBuffer;
import ai.genops.server.backup.BackupException;
import ai.genops.server.backup.Backups;
import ai.genops.server.backup.Place;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `GET /api/backup`: how the last backup to each place went. `POST /api/backup` with `{"to": ..., "keep":
/// ...}`, both of which may be absent if the configuration says where to: makes one now.
final class BackupRoutes implements HttpService {
    private final Backups backups;
    private final Change making;

    private BackupRoutes(Backups backups) {
        this.backups = backups;
        this.making = new Change((_, body) -> make(body));
    }

    static void addTo(ServerBuilder server, ServerView view) {
        server.service("/api/backup", new BackupRoutes(view.backups()));
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return request.method() == HttpMethod.GET ? ApiServer.json(last()) : making.serve(context, request);
    }

    private String last() {
        var json = new JsonBuffer(256).ascii("{\"backups\":[");
        String between = "";
        for (Backups.Last last : backups.lasts()) {
            json.ascii(between)
                    .ascii("{\"to\":")
                    .text(last.to())
                    .ascii(",\"last\":")
                    .text(last.id())
                    .ascii(",\"error\":")
                    .text(last.error())
                    .raw('}');
            between = ",";
        }
        return json.ascii("]}").toString();
    }

    private String make(String body) {
        Words words = Words.parse(body, Set.of("to", "keep"));
        try {
            return BackupJson.made(backups.make(place(words.get("to", "")), keep(words.get("keep", ""))));
        } catch (BackupException e) {
            throw new ApiException(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Place place(String to) {
        if (to.isEmpty()) {
            return null;
        }
        if (BucketAddress.isValid(to)) {
            return backups.bucket(to);
        }
        try {
            Path folder = Path.of(to);
            if (folder.isAbsolute()) {
                return new Place.Folder(folder);
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw new ApiException(
                HttpStatus.BAD_REQUEST,
                "`to` must be the full path of a folder, or `s3://BUCKET/PREFIX`; it is `" + to + "`");
    }

    private static @Nullable Integer keep(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("\\d{1,5}")) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "`keep` must be a count of backups, is `" + text + "`");
        }
        return Integer.valueOf(text);
    }
}
