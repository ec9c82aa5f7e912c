package io.github.lambdaperf.local.service;

import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.github.lambdaperf.local.protocol.QueryForm;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** STS's GetCallerIdentity in the query protocol, version 2011-06-15. */
public final class StsService implements ApiHandler {

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final Account account;

    /** Answers that any caller is a user of this account. */
    public StsService(Account account) {
        this.account = account;
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        String action = QueryForm.parameter(request, "Action");
        String id = UUID.randomUUID().toString();
        ApiReply reply = action.equals("GetCallerIdentity")
                ? ApiReply.of(200, "text/xml", identity(id))
                : ApiReply.of(400, "text/xml", unknown(action, id));
        return CompletableFuture.completedFuture(reply.with("x-amzn-RequestId", id));
    }

    private String identity(String id) {
        return "<GetCallerIdentityResponse xmlns=\"" + NAMESPACE + "\"><GetCallerIdentityResult><Arn>arn:aws:iam::"
                + account.id() + ":user/local</Arn><UserId>LOCAL</UserId><Account>" + account.id()
                + "</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>" + id
                + "</RequestId></ResponseMetadata></GetCallerIdentityResponse>";
    }

    private static String unknown(String action, String id) {
        return "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>Sender</Type>"
                + "<Code>UnknownOperationException</Code><Message>the local target does not serve "
                + action.replaceAll("\\W", "") + "; of the query services it knows GetCallerIdentity</Message></Error>"
                + "<RequestId>" + id + "</RequestId></ErrorResponse>";
    }
}
