"""Made-up slides: a title and fragments below it; events year by year."""

from __future__ import annotations

from assistant.types import Span
from training.examples.lookups import PROJECT_OF_BUDGET, in_measure, noted
from training.examples.sheet import Sheet, Wordings, both
from training.examples.words import BODIES, GROUPS, Term, brand, figure, person, stranger

_BUDGET: Wordings = {
    "en": ("What is the budget of {name}?", "How much money does {name} have?", "{name} budget", "How much does {name} cost?"),
    "fr": ("Quel est le budget de {name} ?", "De combien d’argent {name} dispose-t-il ?", "{name} budget", "Combien coûte {name} ?"),
}
_START: Wordings = {
    "en": ("When did {name} start?", "In which year was {name} launched?", "{name} start date", "Since when does {name} exist?"),
    "fr": ("Quand {name} a-t-il commencé ?", "En quelle année {name} a-t-il été lancé ?", "{name} date de début", "Depuis quand {name} existe-t-il ?"),
}
_TAKING_PART: Wordings = {
    "en": ("How many {group} take part in {name}?", "Number of {group} in {name}?", "{name}: how many {group}?"),
    "fr": ("Combien de {group} participent à {name} ?", "Nombre de {group} dans {name} ?", "{name} : combien de {group} ?"),
}
_LEADER: Wordings = {
    "en": ("Who coordinates {name}?", "Who leads {name}?", "{name} coordinator", "Who is in charge of {name}?"),
    "fr": ("Qui coordonne {name} ?", "Qui dirige {name} ?", "{name} coordinateur", "Qui est responsable de {name} ?"),
}
_FOCUS: Wordings = {
    "en": ("What is the focus of {name}?", "What does {name} concentrate on?", "{name} focus"),
    "fr": ("Quelle est la priorité de {name} ?", "Sur quoi {name} se concentre-t-il ?", "{name} priorité"),
}
_EVENT: Wordings = {
    "en": ("What happened in {year}?", "What was done in {year}?", "{year}?", "Which event took place in {year}?"),
    "fr": ("Que s’est-il passé en {year} ?", "Qu’a-t-on fait en {year} ?", "{year} ?", "Quel événement a eu lieu en {year} ?"),
}
_SINCE: Wordings = {
    "en": ("When was {name} created?", "In which year was {name} founded?", "{name} creation year"),
    "fr": ("Quand {name} a-t-il été créé ?", "En quelle année {name} a-t-il été fondé ?", "{name} année de création"),
}

_MILLIONS = Term("Millions of euros", "Millions d’euros")


def slides(sheet: Sheet) -> None:
    """Two or three slides, each about a project, in fragments; what one says of its project another does not."""
    random, language = sheet.random, sheet.language
    for _ in range(random.randrange(2, 4)):
        name, group, subject = brand(random), random.choice(GROUPS), sheet.subject()
        sheet.heading(name)
        said = random.sample(("budget", "start", "taking part", "leader", "focus"), 3)
        amount, unit = figure(random, language), sheet.pick(("million €", "million euros"), ("millions €", "millions d’euros"))
        lines = {
            "budget": (sheet.pick(("Budget: ", "Funds: "), ("Budget : ", "Moyens : ")), f"{amount} {unit}", ""),
            "start": (sheet.pick(("Start: ", "Launched in "), ("Début : ", "Lancement en ")), str(random.randrange(1985, 2035)), ""),
            "taking part": ("", str(random.randrange(12, 900)), f" {group.in_(language)}"),
            "leader": (sheet.pick(("Coordinator: ", "Led by "), ("Coordination : ", "Direction : ")), person(random), ""),
            "focus": (sheet.pick(("Focus on ", "Priority: "), ("Priorité à ", "Accent sur ")), subject.the(language), ""),
        }
        wordings = {"budget": _BUDGET, "start": _START, "taking part": _TAKING_PART, "leader": _LEADER, "focus": _FOCUS}
        bullet = random.choice(("", "", "- " if sheet.markdown else "• "))
        for kind in said:
            before, answer, after = lines[kind]
            sheet.write(bullet + before)
            span = sheet.write(answer)
            sheet.write(after + ("\n\n" if sheet.markdown and not bullet else "\n"))
            sheet.ask(f"slides.{kind.replace(' ', '_')}", wordings[kind], (span,), fill=both(name=name, group=group))
            if kind == "budget":
                sheet.ask("slides.project_of_budget", PROJECT_OF_BUDGET, (span,), fill=both(amount=in_measure(noted(amount, language, random), _MILLIONS)))
        for kind in sorted(wordings.keys() - set(said)) if random.random() < 0.9 else ():
            sheet.ask("slides.not_stated", wordings[kind], near=span, fill=both(name=name, group=group))
        sheet.ask("slides.wrong_name", wordings[said[0]], near=span, fill=both(name=stranger(random, name), group=group))


def timeline(sheet: Sheet) -> None:
    """A year and what happened, a line each, or a heading each."""
    random, language = sheet.random, sheet.language
    sheet.heading(sheet.pick(("Milestones", "How it began"), ("Étapes", "Chronologie")))
    years = sorted(random.sample(range(1970, 2035), random.randrange(3, 6)))
    has_headings = random.random() < 0.4
    for year in years:
        name, body, subject = brand(random), random.choice(BODIES), sheet.subject()
        if has_headings:
            dated: Span | None = None
            sheet.heading(str(year), 3)
        else:
            sheet.write("- " if sheet.markdown else random.choice(("• ", "• ", "- ")))
            dated = sheet.write(str(year))
            sheet.write(": " if language == "en" else " : ")
        event = sheet.write(
            f"creation of {name}, {body.en} for {subject.en}" if language == "en" else f"création de {name}, {body.in_('fr')} pour {subject.fr}"
        )
        sheet.write("\n")
        sheet.ask("timeline.event", _EVENT, (event,), fill=both(year=str(year)))
        sheet.ask("timeline.year", _SINCE, (dated or event,), fill=both(name=name))
    absent = random.choice([year for year in range(years[0] - 5, years[-1] + 5) if year not in years])
    sheet.ask("timeline.missing_year", _EVENT, near=event, fill=both(year=str(absent)))
    sheet.ask("timeline.wrong_name", _SINCE, near=event, fill=both(name=stranger(random, name)))
    sheet.ask("timeline.not_stated", _LEADER, near=event, fill=both(name=name))
    sheet.write("\n")
