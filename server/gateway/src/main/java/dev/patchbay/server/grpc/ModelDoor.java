package dev.patchbay.server.grpc;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.CatalogSource;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.door.VisibleModels;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.GetModelResponse;
import dev.patchbay.v1.ListEndpointsRequest;
import dev.patchbay.v1.ListEndpointsResponse;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.ListModelsResponse;
import dev.patchbay.v1.ModelServiceGrpc;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The model service: what can be asked and where it runs, read off the catalog of the moment. */
final class ModelDoor extends ModelServiceGrpc.ModelServiceImplBase {
  private static final String PREFIX = "models/";
  private static final String ALL = "-";

  private final CatalogSource catalog;
  private final InstantSource time;

  @Inject
  ModelDoor(CatalogSource catalog, InstantSource time) {
    this.catalog = catalog;
    this.time = time;
  }

  private Listing listing(Principal principal) {
    return new Listing(principal, time.instant(), System.nanoTime());
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> responses) {
    answer(
        responses,
        () -> {
          RequestValidator.check(request);
          Principal principal = Authentication.principal();
          var listing = listing(principal);
          Page<Model> page =
              Page.of(
                  sorted(principal), Model::name, request.getPageSize(), request.getPageToken());
          return ListModelsResponse.newBuilder()
              .addAllModels(page.entries().stream().map(listing::model).toList())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> responses) {
    answer(
        responses,
        () -> {
          RequestValidator.check(request);
          Principal principal = Authentication.principal();
          var listing = listing(principal);
          return GetModelResponse.newBuilder()
              .setModel(listing.model(model(principal, request.getName())))
              .build();
        });
  }

  @Override
  public void listEndpoints(
      ListEndpointsRequest request, StreamObserver<ListEndpointsResponse> responses) {
    answer(
        responses,
        () -> {
          RequestValidator.check(request);
          Principal principal = Authentication.principal();
          var listing = listing(principal);
          List<Model> models =
              request.getParent().equals(PREFIX + ALL)
                  ? sorted(principal)
                  : List.of(model(principal, request.getParent()));
          List<Listing.Row> all =
              models.stream().flatMap(model -> listing.rows(model).stream()).toList();
          Page<Listing.Row> page =
              Page.of(all, Listing.Row::key, request.getPageSize(), request.getPageToken());
          return ListEndpointsResponse.newBuilder()
              .addAllEndpoints(page.entries().stream().map(Listing.Row::endpoint).toList())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  private List<Model> sorted(Principal principal) {
    return VisibleModels.all(catalog.current(), principal);
  }

  private Model model(Principal principal, String name) {
    return VisibleModels.named(catalog.current(), principal, name.substring(PREFIX.length()));
  }

  private static <T> void answer(StreamObserver<T> responses, Supplier<T> work) {
    T answer;
    try {
      answer = work.get();
    } catch (FaultException e) {
      responses.onError(FaultStatus.of(e.fault(), false, 0));
      return;
    }
    responses.onNext(answer);
    responses.onCompleted();
  }
}
