"""A kitchen in Django REST framework with drf-spectacular: what each operation was given stands in what it responds with."""

import os
import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.urls import include, path

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEBUG=False,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "drf_spectacular"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "UNAUTHENTICATED_USER": None,
    },
    ROOT_URLCONF=__name__,
    SECRET_KEY="kitchen",
    SPECTACULAR_SETTINGS={
        "TITLE": "Kitchen",
        "VERSION": "1.0.0",
        "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
        "COMPONENT_SPLIT_REQUEST": True,
        "COMPONENT_SPLIT_PATCH": True,
    },
    TIME_ZONE="UTC",
    USE_TZ=True,
)
django.setup()

from drf_spectacular.types import OpenApiTypes  # noqa: E402
from drf_spectacular.utils import OpenApiParameter, extend_schema  # noqa: E402
from drf_spectacular.views import SpectacularJSONAPIView  # noqa: E402
from rest_framework import serializers, status, viewsets  # noqa: E402
from rest_framework.decorators import action  # noqa: E402
from rest_framework.exceptions import NotFound  # noqa: E402
from rest_framework.parsers import JSONParser, MultiPartParser  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.routers import DefaultRouter  # noqa: E402


class DishSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    name = serializers.CharField(max_length=50)
    mood = serializers.ChoiceField(["mild", "hot"], allow_blank=True, allow_null=True, required=False)
    stars = serializers.ChoiceField([1, 2, 3], allow_null=True, required=False)
    price = serializers.DecimalField(max_digits=6, decimal_places=2)
    cooked = serializers.DateTimeField(allow_null=True, required=False)
    parts = serializers.ListField(child=serializers.CharField(), required=False)
    secret = serializers.CharField(write_only=True, required=False)
    rank = serializers.IntegerField(read_only=True, default=1)


class PhotoSerializer(serializers.Serializer):
    photo = serializers.FileField(required=False)
    note = serializers.CharField(required=False)


class SeenSerializer(serializers.Serializer):
    given = serializers.DictField()


class DishViewSet(viewsets.ViewSet):
    serializer_class = DishSerializer
    lookup_value_converter = "uuid"

    @extend_schema(
        parameters=[
            OpenApiParameter("mood", OpenApiTypes.STR, many=True),
            OpenApiParameter("X-Trace", OpenApiTypes.STR, OpenApiParameter.HEADER),
        ],
        responses=SeenSerializer,
    )
    def list(self, request):
        given = {"mood": request.query_params.getlist("mood"), "trace": request.headers.get("X-Trace")}
        return Response([{"given": given}])

    @extend_schema(request=DishSerializer, responses={201: DishSerializer})
    def create(self, request):
        serializer = DishSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(DishSerializer(serializer.validated_data).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=DishSerializer, parameters=[OpenApiParameter("id", OpenApiTypes.UUID, "path")])
    def retrieve(self, request, pk):
        if pk.int == 0:
            raise NotFound("no such dish")
        return Response({"id": pk, "name": "Soup", "price": "12.50", "mood": "", "stars": None, "rank": 1})

    @extend_schema(
        request=DishSerializer(partial=True),
        responses=SeenSerializer,
        parameters=[OpenApiParameter("id", OpenApiTypes.UUID, "path")],
    )
    def partial_update(self, request, pk):
        return Response({"given": request.data})

    @extend_schema(responses={204: None}, parameters=[OpenApiParameter("id", OpenApiTypes.UUID, "path")])
    def destroy(self, request, pk):
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=PhotoSerializer, responses=SeenSerializer)
    @action(detail=False, methods=["post"], parser_classes=[MultiPartParser, JSONParser])
    def photo(self, request):
        file = request.data.get("photo")
        given = {"photo": file and [file.name, file.read().hex()], "note": request.data.get("note")}
        return Response({"given": given})


router = DefaultRouter(trailing_slash=False, use_regex_path=False)
router.include_root_view = False
router.include_format_suffixes = False
router.register("dishes", DishViewSet, basename="dishes")
urlpatterns = [path("openapi.json", SpectacularJSONAPIView.as_view()), path("", include(router.urls))]
execute_from_command_line([sys.argv[0], "runserver", "--noreload", "--nothreading", f"127.0.0.1:{os.environ['PORT']}"])
