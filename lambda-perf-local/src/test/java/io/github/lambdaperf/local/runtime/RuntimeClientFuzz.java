package io.github.lambdaperf.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** What an environment's runtime reads of the Runtime API: events, or an exception that ends it as documented. */
public final class RuntimeClientFuzz {
    private RuntimeClientFuzz() {}

    /** Two answers, of which the second one is to a response. */
    public static void read(byte[] answers) {
        try (SocketRuntimeApiClient client = new SocketRuntimeApiClient(socket(answers))) {
            InvocationRequest request = client.nextInvocation();
            assertThat(request.getContent()).isNotNull();
            client.reportInvocationSuccess("id", new byte[0]);
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static Socket socket(byte[] incoming) {
        return new Socket() {
            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(incoming);
            }

            @Override
            public OutputStream getOutputStream() {
                return OutputStream.nullOutputStream();
            }
        };
    }
}
