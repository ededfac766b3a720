package ai.genops.instrumentation.bedrock;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.HandlerEndpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamTrace;

/** Converse, streamed. */
record ConverseStreamEndpoint(Asked asked) implements HandlerEndpoint<ConverseStreamRequest, ConverseStreamOutput> {
    @Override
    public Class<ConverseStreamRequest> params() {
        return ConverseStreamRequest.class;
    }

    @Override
    public String type(ConverseStreamRequest params) {
        return "ai.inference";
    }

    @Override
    public ModelCall call(ConverseStreamRequest params) {
        Content content = Content.of(params);
        return asked.call(
                "bedrock.converse",
                params.modelId(),
                ConverseEndpoint.tier(params.serviceTier()),
                content.text(),
                content.bytes(),
                ConverseEndpoint.mostOutput(params.inferenceConfig()));
    }

    @Override
    public Watch<ConverseStreamOutput> watch(ClientCall call, ConverseStreamRequest params) {
        return new ConverseWatch(call, new ConverseEndpoint(asked));
    }

    @Override
    public Object[] watched(Object[] given, Watch<ConverseStreamOutput> watch) {
        given[1] = new Handler((ConverseStreamResponseHandler) given[1], watch);
        return given;
    }

    private static final class Handler extends WatchedHandler<ConverseStreamResponse, ConverseStreamOutput>
            implements ConverseStreamResponseHandler {
        Handler(ConverseStreamResponseHandler handler, Watch<ConverseStreamOutput> watch) {
            super(handler, watch);
        }
    }

    /** The last event tells the usage. */
    private static final class ConverseWatch extends Watch<ConverseStreamOutput> {
        private final ConverseEndpoint endpoint;
        private @Nullable ConverseStreamMetadataEvent last;

        ConverseWatch(ClientCall call, ConverseEndpoint endpoint) {
            super(call);
            this.endpoint = endpoint;
        }

        @Override
        protected boolean read(ConverseStreamOutput event) {
            if (event instanceof ContentBlockDeltaEvent piece && piece.delta() != null) {
                piece(piece.delta());
            } else if (event instanceof ConverseStreamMetadataEvent metadata) {
                last = metadata;
            }
            return true;
        }

        private void piece(ContentBlockDelta delta) {
            if (delta.text() != null) {
                text(delta.text());
            }
            if (delta.toolUse() != null && delta.toolUse().input() != null) {
                text(delta.toolUse().input());
            }
            if (delta.reasoningContent() != null && delta.reasoningContent().text() != null) {
                text(delta.reasoningContent().text());
            }
        }

        @Override
        protected boolean tell() {
            if (last == null || last.usage() == null) {
                return false;
            }
            ConverseStreamTrace trace = last.trace();
            call.used(
                    endpoint.routed(trace == null ? null : trace.promptRouter()),
                    ConverseEndpoint.tier(last.serviceTier()),
                    ConverseEndpoint.usage(last.usage()));
            return true;
        }

        @Override
        protected void tellBrokenOff(long outputBytes) {
            call.brokenOff(-1, Usage.of(0, 0), outputBytes);
        }
    }
}
