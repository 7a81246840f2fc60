"""The same tables, as plain as a model can be."""

import uuid

from django.db import models


class Person(models.Model):
    """One of us."""

    name = models.CharField(max_length=80)

    class Meta:
        managed = False
        db_table = "accounts_user"

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A company."""

    name = models.CharField(max_length=200)
    region = models.CharField(max_length=80)

    class Meta:
        managed = False
        db_table = "parties_organisation"

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """A customer."""

    organisation = models.ForeignKey(Organisation, models.DO_NOTHING)
    owner = models.ForeignKey(Person, models.DO_NOTHING)
    kind = models.CharField(max_length=16)
    tier = models.CharField(max_length=1)
    status = models.CharField(max_length=16)
    last_contact_at = models.DateTimeField(null=True)
    next_contact_on = models.DateField(null=True)
    sort_key = models.CharField(max_length=240)

    class Meta:
        managed = False
        db_table = "parties_relationship"

    def __str__(self) -> str:
        return self.sort_key


class Contact(models.Model):
    """A person of theirs."""

    organisation = models.ForeignKey(Organisation, models.DO_NOTHING)
    name = models.CharField(max_length=80)
    job_title = models.CharField(max_length=80)
    phone = models.CharField(max_length=40)
    email = models.CharField(max_length=254)
    sort_key = models.CharField(max_length=160)

    class Meta:
        managed = False
        db_table = "parties_contact"

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """Something that happened."""

    account = models.ForeignKey(Account, models.DO_NOTHING, db_column="relationship_id")
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    text = models.TextField()

    class Meta:
        managed = False
        db_table = "timeline_timelineentry"

    def __str__(self) -> str:
        return self.text


class Taken(models.Model):
    """A survey response; its table is made for the run."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    invitation = models.BigIntegerField(unique=True)
    account = models.ForeignKey(Account, models.DO_NOTHING, db_constraint=False)
    at = models.DateTimeField()
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)

    class Meta:
        managed = False
        db_table = "floor_response"

    def __str__(self) -> str:
        return str(self.pk)


class Said(models.Model):
    """One of its answers."""

    taken = models.ForeignKey(Taken, models.CASCADE)
    question = models.CharField(max_length=40)
    value = models.SmallIntegerField(null=True)
    text = models.TextField()

    class Meta:
        managed = False
        db_table = "floor_answer"

    def __str__(self) -> str:
        return self.question
