package ai.genops.instrumentation.bedrock;

import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.HandlerEndpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.PayloadPart;
import software.amazon.awssdk.services.bedrockruntime.model.ResponseStream;

/** InvokeModel, streamed: each event has a piece of JSON in the form of the model's family. */
record InvokeStreamEndpoint(Asked asked)
        implements HandlerEndpoint<InvokeModelWithResponseStreamRequest, ResponseStream> {
    @Override
    public Class<InvokeModelWithResponseStreamRequest> params() {
        return InvokeModelWithResponseStreamRequest.class;
    }

    @Override
    public String type(InvokeModelWithResponseStreamRequest params) {
        return "ai.inference";
    }

    @Override
    public ModelCall call(InvokeModelWithResponseStreamRequest params) {
        return Invocation.call(asked, params.modelId(), params.serviceTierAsString(), params.body());
    }

    @Override
    public Watch<ResponseStream> watch(ClientCall call, InvokeModelWithResponseStreamRequest params) {
        return new InvokeWatch(call);
    }

    @Override
    public Object[] watched(Object[] given, Watch<ResponseStream> watch) {
        given[1] = new Handler((InvokeModelWithResponseStreamResponseHandler) given[1], watch);
        return given;
    }

    private static final class Handler extends WatchedHandler<InvokeModelWithResponseStreamResponse, ResponseStream>
            implements InvokeModelWithResponseStreamResponseHandler {
        Handler(InvokeModelWithResponseStreamResponseHandler handler, Watch<ResponseStream> watch) {
            super(handler, watch);
        }
    }

    private static final class InvokeWatch extends Watch<ResponseStream> {
        private final Invoked invoked = new Invoked();

        InvokeWatch(ClientCall call) {
            super(call);
        }

        @Override
        protected boolean read(ResponseStream event) {
            if (event instanceof PayloadPart part) {
                text(invoked.read(part.bytes()));
            }
            return true;
        }

        /** What a stream says of its usage before its end is not all. */
        @Override
        protected boolean tell() {
            if (invoked.isComplete()) {
                call.used(null, null, invoked.usage());
            }
            return invoked.isComplete();
        }

        @Override
        protected void tellBrokenOff(long outputBytes) {
            call.brokenOff(invoked.inputTokens(), invoked.usage(), outputBytes);
        }
    }
}
