"""Doors to questionnaires."""

from django.urls import path

from surveys.questionnaires.views import editor, lists, versions

app_name = "questionnaires"
urlpatterns = [
    path("", lists.Questionnaires.as_view(), name="list"),
    path("new/", lists.NewQuestionnaire.as_view(), name="new"),
    path("import/", lists.ImportQuestionnaire.as_view(), name="import"),
    path("library/", lists.Library.as_view(), name="library"),
    path("library/<int:pk>/archive/", lists.ArchiveLibraryQuestion.as_view(), name="library_archive"),
    path("<int:pk>/", versions.QuestionnairePage.as_view(), name="detail"),
    path("<int:pk>/edit/", versions.EditQuestionnaire.as_view(), name="edit"),
    path("<int:pk>/draft/", versions.Draft.as_view(), name="draft"),
    path("<int:pk>/retire/", versions.Retire.as_view(), name="retire"),
    path("<int:pk>/compare/", versions.Compare.as_view(), name="compare"),
    path("versions/<int:pk>/", editor.Editor.as_view(), name="editor"),
    path("versions/<int:pk>/words/", editor.EditWords.as_view(), name="words"),
    path("versions/<int:pk>/publish/", versions.Publish.as_view(), name="publish"),
    path("versions/<int:pk>/discard/", versions.Discard.as_view(), name="discard"),
    path("versions/<int:pk>/preview/", versions.Preview.as_view(), name="preview"),
    path("versions/<int:pk>/export/", versions.Export.as_view(), name="export"),
    path("versions/<int:pk>/library/", editor.TakeFromLibrary.as_view(), name="take"),
    path("versions/<int:pk>/questions/new/", editor.NewQuestion.as_view(), name="question_new"),
    path("versions/<int:pk>/questions/<int:question>/", editor.EditQuestion.as_view(), name="question"),
    path("versions/<int:pk>/questions/<int:question>/move/", editor.Move.as_view(), name="question_move"),
    path("versions/<int:pk>/questions/<int:question>/double/", editor.Duplicate.as_view(), name="question_double"),
    path("versions/<int:pk>/questions/<int:question>/remove/", editor.Remove.as_view(), name="question_remove"),
    path("versions/<int:pk>/questions/<int:question>/keep/", editor.Keep.as_view(), name="question_keep"),
]
