package org.reelmill.webhook.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Stretch;
import org.reelmill.webhook.Webhook;
import org.reelmill.webhook.WebhookDelivery;
import org.reelmill.webhook.WebhookSender;
import org.reelmill.webhook.Webhooks;

/** Who is told over HTTP what becomes of jobs and items, and what could not be told. */
@Path("v1/webhooks")
@RequestScoped
@RolesAllowed(Rights.SETTINGS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookResource {

    private final Webhooks webhooks;
    private final WebhookSender sender;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public WebhookResource() {
        this(null, null);
    }

    @Inject
    public WebhookResource(Webhooks webhooks, WebhookSender sender) {
        this.webhooks = webhooks;
        this.sender = sender;
    }

    public record WebhookDto(
            long id,
            String url,
            List<String> topics,
            boolean active,
            Instant created,
            @Schema(description = "Signs what is sent; only in the answer that made the webhook") String secret) {

        static WebhookDto of(Webhook webhook, String secret) {
            return new WebhookDto(
                    webhook.id(),
                    webhook.url(),
                    webhook.topics(),
                    webhook.active(),
                    webhook.created().toInstant(ZoneOffset.UTC),
                    secret);
        }

        /** What is sent. */
        public record NewDto(
                @Schema(required = true, description = "http or https") String url,
                @Schema(
                                required = true,
                                description =
                                        "With commas between them: job, job.COMPLETED and so on for each status, job.REMOVED, item")
                        String topics) {

            List<String> topicList() {
                return Arrays.stream(topics.split(","))
                        .map(String::strip)
                        .filter(topic -> !topic.isEmpty())
                        .distinct()
                        .toList();
            }

            static NewDto read(InputStream body) {
                JsonInput json = JsonInput.read(body, Set.of("url", "topics"));
                return new NewDto(JsonInput.required("url", json::text), JsonInput.required("topics", json::text));
            }
        }
    }

    public record DeliveryDto(
            long id,
            long webhook,
            String topic,
            String subject,
            String state,
            int attempts,
            Instant created,
            String trouble,
            String body) {

        static DeliveryDto of(WebhookDelivery delivery) {
            return new DeliveryDto(
                    delivery.id(),
                    delivery.webhookId(),
                    delivery.topic(),
                    delivery.subject(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.created().toInstant(ZoneOffset.UTC),
                    delivery.trouble().orElse(null),
                    delivery.body());
        }
    }

    @GET
    @Operation(summary = "List the webhooks")
    public PageDto<WebhookDto> list() {
        return PageDto.of(webhooks.all(), webhook -> WebhookDto.of(webhook, null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Tell an address of jobs or items by POST, signed as the Standard Webhooks say, in the order of each job or item,"
                            + " and again for about a day until it answers 2xx")
    @APIResponse(
            responseCode = "201",
            description = "The new webhook, with its secret",
            content = @Content(schema = @Schema(implementation = WebhookDto.class)))
    public Response add(
            @RequestBody(content = @Content(schema = @Schema(implementation = WebhookDto.NewDto.class)))
                    InputStream body) {
        WebhookDto.NewDto wanted = WebhookDto.NewDto.read(body);
        Webhooks.Made made = webhooks.add(wanted.url(), wanted.topicList());
        return Response.status(Response.Status.CREATED)
                .entity(WebhookDto.of(made.webhook(), made.secret()))
                .build();
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change address and topics; what waits goes to the new address, and the secret stays")
    public WebhookDto change(
            @PathParam("id") long id,
            @RequestBody(content = @Content(schema = @Schema(implementation = WebhookDto.NewDto.class)))
                    InputStream body) {
        WebhookDto.NewDto wanted = WebhookDto.NewDto.read(body);
        return WebhookDto.of(webhooks.change(id, wanted.url(), wanted.topicList()), null);
    }

    /** How a webhook answered. */
    public record TestDto(@Schema(description = "What went wrong, or null") String trouble) {}

    @POST
    @Path("{id}/test")
    @Operation(summary = "Send a message of the type \"test\", once and at once, and tell how it was answered")
    public TestDto test(@PathParam("id") long id) {
        return new TestDto(sender.test(id).orElse(null));
    }

    @POST
    @Path("{id}/pause")
    @Operation(summary = "Tell it of nothing new; what waits is still told")
    public WebhookDto pause(@PathParam("id") long id) {
        return WebhookDto.of(webhooks.activate(id, false), null);
    }

    @POST
    @Path("{id}/resume")
    @Operation(summary = "Tell it again of what happens from now on")
    public WebhookDto resume(@PathParam("id") long id) {
        return WebhookDto.of(webhooks.activate(id, true), null);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a webhook, and all that it was to be told")
    public void remove(@PathParam("id") long id) {
        webhooks.remove(id);
    }

    @GET
    @Path("deliveries")
    @Operation(summary = "List what waits, or what could not be told and is not tried any more, the latest first")
    public PageDto<DeliveryDto> deliveries(
            @Parameter(description = "Whether what is not tried any more") @QueryParam("dead") @DefaultValue("true")
                    boolean dead,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        return PageDto.of(webhooks.deliveries(dead, offset, limit), DeliveryDto::of);
    }

    @POST
    @Path("deliveries/{id}/retry")
    @Operation(summary = "Try a dead delivery again")
    public void retry(@PathParam("id") long id) {
        webhooks.retry(id);
    }

    @POST
    @Path("deliveries/retry")
    @Operation(summary = "Try all dead deliveries again")
    public void retryAll() {
        webhooks.retryAll();
    }

    @DELETE
    @Path("deliveries/{id}")
    @Operation(summary = "Forget a dead delivery")
    public void forget(@PathParam("id") long id) {
        webhooks.forget(id);
    }
}
