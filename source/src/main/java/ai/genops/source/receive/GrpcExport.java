package ai.genops.source.receive;

import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// One signal's `Export` call over gRPC: one message in, one message out.
final class GrpcExport extends Export {
    GrpcExport(Signal signal, Admission admission, Callers callers, Intake intake, Refusals refusals) {
        super(signal, admission, callers, intake, refusals);
    }

    @Override
    Format admit(ServiceRequestContext context, RequestHeaders headers) {
        admission.checkMethod(headers);
        if (!Grpc.isGrpc(headers.get(HttpHeaderNames.CONTENT_TYPE))) {
            throw new RefusedException(
                    Reason.UNSUPPORTED_TYPE, "this address answers gRPC; send OTLP/HTTP to " + signal.httpPath());
        }
        admission.checkCaller(headers);
        long timeout = Grpc.timeoutMillis(headers.get("grpc-timeout"));
        if (timeout > 0 && timeout < context.requestTimeoutMillis()) {
            context.setRequestTimeoutMillis(TimeoutMode.SET_FROM_START, timeout);
        }
        return Format.PROTOBUF;
    }

    @Override
    HttpResponse success(Format format) {
        return Grpc.success();
    }

    @Override
    CompletionStage<Void> receive(ServiceRequestContext context, HttpRequest request, Tenant tenant, Format format) {
        RequestHeaders headers = request.headers();
        var encoding = Admission.encoding(headers.get("grpc-encoding"));
        Body into = intake.body(context, tenant, headers.contentLength(), Grpc.FRAME_HEADER);
        return BodyReader.read(context, request, into, null)
                .thenApply(frame -> message(context, tenant, frame, encoding))
                .thenCompose(body -> intake.take(context, headers, tenant, signal, format, body));
    }

    /// Takes over the frame and gives its message.
    private Body message(ServiceRequestContext context, Tenant tenant, Body frame, Admission.Encoding encoding) {
        try {
            if (frame.size() < Grpc.FRAME_HEADER) {
                throw new RefusedException(Reason.MALFORMED, "the call has no message");
            }
            ByteBuffer header = frame.view();
            byte compressed = header.get();
            int length = header.getInt();
            frame.skip(Grpc.FRAME_HEADER);
            if (compressed < 0 || compressed > 1 || length != frame.size()) {
                throw new RefusedException(
                        Reason.MALFORMED,
                        "the call's frame says %d bytes (flag %d), there are %d"
                                .formatted(Integer.toUnsignedLong(length), compressed, frame.size()));
            }
            return compressed == 0 ? frame : inflated(context, tenant, frame, encoding);
        } catch (RuntimeException e) {
            frame.release();
            throw e;
        }
    }

    private Body inflated(ServiceRequestContext context, Tenant tenant, Body frame, Admission.Encoding encoding) {
        Body body = intake.body(context, tenant, frame.size() * 4L, 0);
        try (Inflation inflation = encoding.inflation()) {
            if (inflation == null) {
                throw new RefusedException(Reason.MALFORMED, "a compressed message without `grpc-encoding`");
            }
            ByteBuf compressed = Unpooled.wrappedBuffer(frame.view());
            inflation.write(compressed, body);
            inflation.finish();
            frame.release();
            return body;
        } catch (RuntimeException e) {
            body.release();
            throw e;
        }
    }
}
