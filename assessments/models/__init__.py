from assessments.models.demonstration import DemonstrationModel
from assessments.models.reference import ConversionFactor, MeasureUnit, Resource

__all__ = ["ConversionFactor", "DemonstrationModel", "MeasureUnit", "Resource"]
