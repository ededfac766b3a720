package ai.genops.instrumentation.openai;

import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.sdk.govern.ModelCall;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Batches. What one may cost is reserved when it is made, by the requests in its file, and kept until the batch has ended and
 * somebody asks for it.
 */
record BatchEndpoint(String provider, BatchFiles files) implements Endpoint<BatchCreateParams, Batch, Object> {
    private static final Set<String> GOVERNED = Set.of("/v1/chat/completions", "/v1/responses", "/v1/embeddings");

    @Override
    public Class<BatchCreateParams> params() {
        return BatchCreateParams.class;
    }

    @Override
    public String type(BatchCreateParams params) {
        return "ai.inference";
    }

    @Override
    public @Nullable String ungoverned(BatchCreateParams params) {
        String endpoint = params.endpoint().asString();
        if (!GOVERNED.contains(endpoint)) {
            return "a batch for `" + endpoint + "` is not governed";
        }
        return files.requests(params.inputFileId()).models().size() == 1
                ? null
                : "a batch that does not ask one model is not governed: make one for each";
    }

    /** All requests as one: policies see every text, and what each may cost at most adds up. */
    @Override
    public ModelCall call(BatchCreateParams params) {
        BatchFiles.Requests requests = files.requests(params.inputFileId());
        return new ModelCall(
                "openai.batches",
                provider,
                requests.models().iterator().next(),
                null,
                "batch",
                requests.prompts(),
                requests.bytes(),
                requests.mostOutput(),
                null,
                Set.of());
    }

    @Override
    public void tell(ClientCall call, Batch made) {
        call.continuesAs(ClientCall.batch(provider, made.id()));
    }
}
